import * as driver from './drivers/webkit.mjs';
import { journeys } from './journeys.mjs';

journeys(driver);
