-- 毎週月曜の帳票: 校正の期限、誤差の傾向、長く貸し出したままの測定器。

-- 30日以内に証明書の切れる測定器。廃棄したものは除く。
SELECT
    g.gauge_tag,
    k.class_name,
    max(c.valid_until) AS valid_until
FROM gauge AS g
JOIN gauge_class AS k ON ⟦line+cross:k.class_code = g.class_code⟧
JOIN certificate AS c ON c.gauge_tag = g.gauge_tag
WHERE g.scrapped_on IS NULL
GROUP BY g.gauge_tag, k.class_name
HAVING ⟦mid:max(c.valid_until)⟧ <= current_date + 30
ORDER BY valid_until;

-- Error of each calibration beside the one before it, as a share of what the class allows.
SELECT
    c.gauge_tag,
    c.measured_on,
    c.error_um,
    lag(c.error_um) OVER (⟦mid+cross:PARTITION BY c.gauge_tag ORDER BY c.measured_on⟧) AS previous_error_um,
    round(100 * abs(c.error_um) / ⟦mid+cross:k.max_error_um⟧, 1) AS used_percent
FROM certificate AS c
JOIN gauge AS g ON g.gauge_tag = c.gauge_tag
JOIN gauge_class AS k ON k.class_code = g.class_code
ORDER BY c.gauge_tag, c.measured_on;

-- 90日より長く貸し出したままの測定器を、ラインごとに数える。
SELECT
    line_code,
    count(*) AS gauges,
    min(lent_on) AS oldest
FROM line_loan
-- まだ返却されず、貸出から90日を過ぎたもの
⟦comment+ja+cross:WHERE returned_on IS NULL AND lent_on < current_date - 90⟧
GROUP BY line_code
ORDER BY ⟦line:gauges DESC, line_code;⟧

-- Gauges in use that were never calibrated.
SELECT g.gauge_tag, g.maker, g.bought_on
FROM gauge AS g
LEFT JOIN certificate AS c ON c.gauge_tag = g.gauge_tag
WHERE ⟦line+cross:c.cert_no IS NULL AND g.scrapped_on IS NULL;⟧
