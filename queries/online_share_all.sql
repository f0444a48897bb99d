-- order: 70
-- title_vi: Tỷ lệ hồ sơ trực tuyến (trên tổng tiếp nhận)
-- title_en: Online share of all dossiers on hand
-- formula_vi: tiếp nhận trực tuyến ÷ tổng tiếp nhận
-- formula_en: received online ÷ received
-- unit: percent
-- direction: up
-- family: online
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 4 ÷ cột 3
-- formula_version: 1
-- fields: dossiers.received_online, dossiers.received
-- headline: no
-- given: dossiers.received_online = 330, dossiers.received = 750
-- expect: numerator = 330, denominator = 750, value = 44
-- caveats_vi: Mẫu số gồm cả hồ sơ kỳ trước chuyển qua, nên luôn thấp hơn tỷ lệ trên hồ sơ mới khi có hồ sơ chuyển kỳ.
-- caveats_en: The base includes dossiers carried over, so it is lower than the share of new ones whenever there is a
--     backlog.
--
-- Hồ sơ nộp qua mạng trong kỳ chia cho mọi hồ sơ phải giải quyết trong kỳ, kể cả kỳ trước chuyển qua. Nhiều bài viết
-- và báo cáo chuyên đề dùng mẫu số này.
--
-- Dossiers filed online in the period over every dossier on hand, those carried over included. Many articles and
-- thematic reports use this base.
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
    dossiers_received_online as numerator,
    dossiers_received as denominator
from figures
where
    dossiers_received_online is not null
    or dossiers_received is not null
