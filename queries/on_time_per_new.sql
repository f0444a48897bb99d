-- order: 24
-- title_vi: Hồ sơ đúng hạn so với hồ sơ mới tiếp nhận
-- title_en: On-time dossiers against new ones
-- formula_vi: (trước hạn + đúng hạn) ÷ mới tiếp nhận
-- formula_en: (early + on time) ÷ new
-- unit: percent
-- above_100: yes
-- direction: none
-- family: timeliness
-- legal_basis: Chưa có văn bản nào quy định; cột của Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: (cột 8 + cột 9) ÷
--     (cột 4 + cột 5)
-- formula_version: 1
-- fields: dossiers.resolved_early_or_on_time, dossiers.resolved_early, dossiers.resolved_on_time,
--     dossiers.received_new, dossiers.received_online, dossiers.received_offline
-- headline: no
-- given: dossiers.resolved_early = 400, dossiers.resolved_on_time = 230, dossiers.received_new = 600;
--     dossiers.resolved_early_or_on_time = 190, dossiers.received_online = 120, dossiers.received_offline = 80
-- expect: numerator = 630, denominator = 600, value = 105;
--     numerator = 190, denominator = 200, value = 95
-- caveats_vi: Dễ gây hiểu lầm, chỉ để đối chiếu với số ai đó nêu: tử số gồm cả hồ sơ kỳ trước chuyển qua, mẫu số thì
--     không, nên có thể vượt 100 %.
-- caveats_en: Misleading, kept only to recognise a figure someone quotes: the numerator includes dossiers carried over,
--     the denominator does not, so it can exceed 100 %.
--
-- Hồ sơ được trả trước hoặc đúng hạn trong kỳ chia cho hồ sơ mới nộp trong kỳ. Không phải là tỷ lệ đúng hạn.
--
-- Dossiers answered before or on the promised day in the period over those newly filed in it. It is not an on-time
-- rate.
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
    coalesce(dossiers_resolved_early_or_on_time, dossiers_resolved_early + dossiers_resolved_on_time) as numerator,
    coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_offline) as denominator
from figures
where
    dossiers_resolved_early_or_on_time is not null
    or dossiers_resolved_early is not null
    or dossiers_resolved_on_time is not null
    or dossiers_received_new is not null
    or dossiers_received_online is not null
    or dossiers_received_offline is not null
