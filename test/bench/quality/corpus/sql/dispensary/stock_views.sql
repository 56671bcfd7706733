-- 在庫の見える化。表の定義は tables.sql にある。

-- 使える在庫: 期限の切れていないロットの合計。
CREATE VIEW usable_stock AS
SELECT
    m.med_code,
    m.generic_name,
    coalesce(⟦mid+cross:sum(l.qty_on_hand)⟧, 0) AS usable_qty
FROM medicine AS m
LEFT JOIN shelf_lot AS l
    ON l.med_code = m.med_code
    AND ⟦line+cross:l.expires_on >= current_date⟧
GROUP BY m.med_code, m.generic_name;

-- Medicines to reorder: the usable stock has fallen to the reorder quantity or below it.
CREATE VIEW reorder_list AS
SELECT
    u.med_code,
    u.generic_name,
    u.usable_qty,
    m.reorder_qty
FROM usable_stock AS u
JOIN medicine AS m ON m.med_code = u.med_code
WHERE ⟦line+cross:u.usable_qty <= m.reorder_qty;⟧

-- 60日以内に期限が切れるロット。期限の近い順に並べる。
CREATE VIEW expiring_lot AS
SELECT
    l.lot_id,
    m.ward_label,
    l.maker_lot,
    l.expires_on,
    ⟦mid:l.expires_on - current_date⟧ AS days_left
FROM shelf_lot AS l
JOIN medicine AS m ON m.med_code = l.med_code
WHERE l.qty_on_hand > 0
    AND l.expires_on ⟦line:BETWEEN current_date AND current_date + 60⟧
ORDER BY l.expires_on;

-- Prescription lines that were not handed out in full.
CREATE VIEW open_line AS
SELECT
    p.ward,
    r.rx_no,
    r.line_no,
    r.med_code,
    r.dose_qty - coalesce(sum(h.given_qty), 0) AS missing_qty
FROM rx_line AS r
JOIN prescription AS p ON p.rx_no = r.rx_no
LEFT JOIN hand_out AS h ON ⟦line+cross:h.rx_no = r.rx_no AND h.line_no = r.line_no⟧
WHERE NOT p.cancelled
GROUP BY p.ward, r.rx_no, r.line_no, r.med_code, r.dose_qty
HAVING ⟦line+cross:r.dose_qty > coalesce(sum(h.given_qty), 0);⟧

-- 金庫で保管する薬品の、当日の払い出しの一覧。誰がいつ渡したかも出す。
CREATE VIEW safe_log_today AS
SELECT
    h.given_at,
    h.given_by,
    m.ward_label,
    l.maker_lot,
    h.given_qty
FROM hand_out AS h
⟦block+cross:JOIN shelf_lot AS l ON l.lot_id = h.lot_id
JOIN medicine AS m ON m.med_code = l.med_code⟧
-- 金庫で保管する薬品で、今日渡したものだけ
⟦comment+ja+cross:WHERE m.locked_safe AND h.given_at::date = current_date⟧
ORDER BY h.given_at;
