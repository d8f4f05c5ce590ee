SELECT f.id, (SELECT MIN(s.stored) FROM statements s WHERE s.org_id = f.org_id AND s.stored > f.cursor) FROM xapi_forwards f
