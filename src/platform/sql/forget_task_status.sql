DELETE FROM task_status WHERE slot < $1
