-- 校正室の手続き。表の定義は tables.sql にある。

-- Last day on which a calibration of the class measured on the given day is valid.
CREATE FUNCTION cert_end(p_class varchar, p_measured date) RETURNS date
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT (p_measured + ⟦mid+cross:cycle_months⟧ * interval '1 month')::date - 1
    FROM gauge_class
    WHERE ⟦line+cross:class_code = p_class;⟧
END;

-- 校正証明書を発行する。有効期限は測定器の等級から決まる。廃棄した測定器には発行しない。
CREATE FUNCTION issue_certificate(p_tag varchar, p_measured date, p_error numeric, p_signer varchar) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO certificate (gauge_tag, measured_on, error_um, ⟦mid+cross:valid_until, signed_by⟧)
    SELECT g.gauge_tag, p_measured, p_error, ⟦mid:cert_end(g.class_code, p_measured)⟧, p_signer
    FROM gauge AS g
    WHERE g.gauge_tag = p_tag AND ⟦line+cross:g.scrapped_on IS NULL;⟧
END;

-- Whether the gauge has a certificate that is valid on the day.
CREATE FUNCTION is_certified(p_tag varchar, p_day date) RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT EXISTS (
        ⟦block+cross:SELECT 1
        FROM certificate AS c
        WHERE c.gauge_tag = p_tag AND p_day BETWEEN c.measured_on AND c.valid_until⟧
    );
END;

-- Lends a gauge to a line; nothing happens without a valid certificate.
CREATE FUNCTION lend_gauge(p_tag varchar, p_line varchar, p_day date) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO line_loan (⟦mid+cross:gauge_tag, line_code, lent_on⟧)
    SELECT g.gauge_tag, p_line, p_day
    FROM gauge AS g
    WHERE g.gauge_tag = p_tag AND ⟦line:is_certified(p_tag, p_day);⟧
END;

-- 貸し出したままの測定器を返却する。
CREATE FUNCTION take_back(p_tag varchar, p_day date) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    -- 返却していない貸出に返却日を入れる
    ⟦comment+ja+cross:UPDATE line_loan
    SET returned_on = p_day
    WHERE gauge_tag = p_tag AND returned_on IS NULL;⟧
END;

-- Scraps a gauge that is not lent to any line.
CREATE FUNCTION scrap_gauge(p_tag varchar, p_day date) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    -- Set the day of scrapping on the gauge unless it has a loan that was not returned.
    ⟦comment+cross:UPDATE gauge AS g
    SET scrapped_on = p_day
    WHERE g.gauge_tag = p_tag
        AND NOT EXISTS (
            SELECT 1
            FROM line_loan AS n
            WHERE n.gauge_tag = g.gauge_tag AND n.returned_on IS NULL
        );⟧
END;
