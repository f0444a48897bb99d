-- order: 40
-- title_vi: Tỷ lệ quá hạn trên tổng tiếp nhận
-- title_en: Overdue rate (complement of Decision 766)
-- formula_vi: (giải quyết quá hạn + đang giải quyết quá hạn) ÷ tổng tiếp nhận
-- formula_en: (resolved overdue + pending overdue) ÷ received
-- unit: percent
-- direction: down
-- family: timeliness
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 2.1 (phần bù)
-- formula_version: 1
-- fields: dossiers.received, dossiers.resolved_overdue, dossiers.pending_overdue
-- headline: no
-- given: dossiers.received = 1000, dossiers.resolved_overdue = 55, dossiers.pending_overdue = 25
-- expect: numerator = 80, denominator = 1000, value = 8
--
-- Mọi hồ sơ trễ, dù đã trả hay chưa, chia cho mọi hồ sơ phải giải quyết trong kỳ. Khi số liệu báo cáo khớp nhau, chỉ
-- số này cộng với tỷ lệ đúng hạn theo Quyết định 766 bằng 100 %.
--
-- Every late dossier, answered or not, over every dossier on hand in the period. Where a report's figures balance,
-- this and the on-time rate of Decision 766 make 100 %.
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
    dossiers_resolved_overdue + dossiers_pending_overdue as numerator,
    dossiers_received as denominator
from figures
where
    dossiers_received is not null
    or dossiers_resolved_overdue is not null
    or dossiers_pending_overdue is not null
