-- order: 74
-- title_vi: Tỷ lệ hồ sơ nộp qua bưu chính công ích
-- title_en: Share filed by public post
-- formula_vi: tiếp nhận qua bưu chính công ích ÷ mới tiếp nhận
-- formula_en: received by public post ÷ new
-- unit: percent
-- direction: none
-- family: online
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 3.3 (hồ sơ theo hình thức nộp); Biểu II.06a/VPCP/KSTT, phần
--     của cột 5
-- formula_version: 1
-- fields: dossiers.received_postal, dossiers.received_direct, dossiers.received_online, dossiers.received_new
-- headline: no
-- given: dossiers.received_postal = 18, dossiers.received_new = 1200;
--     dossiers.received_online = 300, dossiers.received_direct = 180, dossiers.received_postal = 20
-- expect: numerator = 18, denominator = 1200, value = 1.5;
--     numerator = 20, denominator = 500, value = 4
-- caveats_vi: Biểu II.06a gộp trực tiếp và bưu chính vào một cột; chỉ tính được khi báo cáo tách hai hình thức.
-- caveats_en: Form II.06a has one column for both in person and by post; it can be told only where a report states them
--     apart.
--
-- Trong số hồ sơ nộp mới trong kỳ, bao nhiêu phần trăm nộp qua bưu chính công ích.
--
-- Of the dossiers newly filed in the period, the share filed by public post.
--
-- One row per unit, administrative level, period, window and report that states any of it.

select
    place_vintage,
    place_code,
    unit,
    unit_kind,
    admin_level,
    period_kind,
    period,
    period_start,
    period_end,
    window_basis,
    report_id,
    confidence,
    dossiers_received_postal as numerator,
    coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_direct + dossiers_received_postal) as denominator
from figures
where
    dossiers_received_postal is not null
    or dossiers_received_direct is not null
    or dossiers_received_online is not null
    or dossiers_received_new is not null
