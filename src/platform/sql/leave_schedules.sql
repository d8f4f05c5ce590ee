DELETE FROM schedule_leader WHERE holder = $1
