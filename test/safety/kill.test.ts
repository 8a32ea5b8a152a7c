import { DevelopLab } from '../integration/develop/lab';
import { killAndResume, killedFiles, killPoints } from './killPoints';
import { soaks } from './soak';

describe('safety: kill -9 of the host', function () {
  this.timeout(300_000);
  let lab: DevelopLab;
  before(function () {
    if (process.platform !== 'linux') this.skip(); // what lives is read from /proc
  });
  beforeEach(() => {
    lab = new DevelopLab(killedFiles);
  });
  afterEach(() => lab.remove());

  // The integration suite has the first six in every run, this one the next two; a soak has them all.
  for (const point of soaks ? killPoints : killPoints.slice(6, 8)) {
    it(`leaves no process and no work done twice ${point.name}`, () => killAndResume(lab, point));
  }
});
