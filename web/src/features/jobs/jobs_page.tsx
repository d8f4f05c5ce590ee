import { Desk } from '../admin/desk';
import { DeadJobs } from './dead_jobs';
import './jobs.css';
import { QueueTable } from './queue_table';
import { Schedules } from './schedules';
import { words } from './strings';

export const JobsPage = () => (
  <Desk title={words.title} lead={words.lead}>
    <DeadJobs />
    <QueueTable />
    <Schedules />
  </Desk>
);
