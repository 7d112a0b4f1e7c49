import * as driver from './drivers/chromium.mjs';
import { journeys } from './journeys.mjs';

journeys(driver);
