SELECT org_id, stored, checked FROM etl_cursors WHERE checked < stored
