import * as driver from './drivers/firefox.mjs';
import { journeys } from './journeys.mjs';

journeys(driver);
