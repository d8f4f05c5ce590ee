UPDATE etl_cursors SET checked = 0
