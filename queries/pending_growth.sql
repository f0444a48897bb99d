-- order: 56
-- title_vi: Hồ sơ tồn cuối kỳ so với đầu kỳ
-- title_en: Closing against opening backlog
-- formula_vi: đang giải quyết ÷ kỳ trước chuyển qua
-- formula_en: pending ÷ carried over
-- unit: percent
-- above_100: yes
-- direction: down
-- family: backlog
-- legal_basis: Chưa có văn bản nào quy định; cột của Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 11 ÷ cột 6
-- formula_version: 1
-- fields: dossiers.pending, dossiers.pending_in_time, dossiers.pending_overdue, dossiers.carried_over
-- headline: no
-- given: dossiers.pending = 90, dossiers.carried_over = 120;
--     dossiers.pending_in_time = 140, dossiers.pending_overdue = 10, dossiers.carried_over = 120;
--     dossiers.pending = 7, dossiers.carried_over = 0
-- expect: numerator = 90, denominator = 120, value = 75;
--     numerator = 150, denominator = 120, value = 125;
--     numerator = 7, denominator = 0
-- caveats_vi: Hai số chụp vào hai ngày: ngày đầu và ngày chốt của kỳ. Không nói hồ sơ tồn đã quá hạn hay chưa.
-- caveats_en: Two pictures of two days: the first of the period and its closing day. It does not tell whether what is
--     pending is overdue.
--
-- Số hồ sơ còn lại cuối kỳ bằng bao nhiêu phần trăm số chuyển sang đầu kỳ: dưới 100 % là hồ sơ tồn đã giảm.
--
-- What is pending at the end of the period as a percentage of what was carried into it: below 100 % the backlog has
-- shrunk.
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
    coalesce(dossiers_pending, dossiers_pending_in_time + dossiers_pending_overdue) as numerator,
    dossiers_carried_over as denominator
from figures
where
    dossiers_pending is not null
    or dossiers_pending_in_time is not null
    or dossiers_pending_overdue is not null
    or dossiers_carried_over is not null
