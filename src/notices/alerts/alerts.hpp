#pragma once

namespace jobs {
class Jobs;
}

namespace notices {

class Notices;
// Tells administrators that jobs failed for good (JOB-1): on their page and by mail, at most once an hour for each kind. What failed and whom it
// concerned stays in the table. Mail about that which fails itself is told to nobody.
void add_alerts(jobs::Jobs& jobs, Notices& notices);

}  // namespace notices
