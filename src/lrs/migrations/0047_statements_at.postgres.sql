-- Statements that lie apart, read by a bitmap: the pages that they are in are asked for ahead of time and together, where a walk along the index would wait
-- for one after the other. A function, so that the plan does not depend on statistics, which may be older than the rows.
CREATE FUNCTION statements_at(of_org TEXT, places BIGINT[])
RETURNS TABLE (stored BIGINT, edition INTEGER, body TEXT, voided INTEGER, authority BIGINT)
LANGUAGE plpgsql STABLE
SET enable_indexscan = off SET enable_seqscan = off SET effective_io_concurrency = 128
AS $$
BEGIN
    RETURN QUERY SELECT s.stored, s.edition, s.body, s.voided, s.authority FROM statements s WHERE s.org_id = of_org AND s.stored = ANY(places);
END
$$;
