SELECT c.last_stored, h.home_page FROM statement_clock c LEFT JOIN xapi_home h ON h.one = c.one WHERE c.one = 1
