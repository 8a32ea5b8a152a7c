import { conductJournal } from './journal/conductJournal';
import { conductQa } from './qa/conductQa';

/** What looks at work instead of doing it. A bundle of its own, loaded when a QA or a journal entry is asked for. */
export const reviewConductors = { qa: conductQa, journal: conductJournal };
