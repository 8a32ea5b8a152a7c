import { createFixing } from './fix/createFixing';
import { findFindings } from './fix/findFindings';
import { conductJournal } from './journal/conductJournal';
import { conductQa } from './qa/conductQa';

/** What looks at work, and what mends its findings. A bundle of its own, loaded when a QA, a fix or a journal entry is asked for. */
export const reviewConductors = { qa: conductQa, journal: conductJournal, fix: createFixing, findFindings };
