-- order: 172
-- title_vi: Tỷ lệ hoàn thành nhiệm vụ được giao
-- title_en: Tasks completed
-- formula_vi: (hoàn thành đúng hạn + hoàn thành quá hạn) ÷ nhiệm vụ được giao
-- formula_en: (completed on time + completed late) ÷ tasks assigned
-- unit: percent
-- direction: up
-- family: tasks
-- legal_basis: Công văn 581/BNV-CCHC ngày 21/02/2022, mục I.4
-- formula_version: 1
-- fields: tasks.completed_on_time, tasks.completed_late, tasks.assigned
-- headline: no
-- given: tasks.completed_on_time = 25, tasks.completed_late = 3, tasks.assigned = 40;
--     tasks.completed_on_time = 25, tasks.assigned = 40
-- expect: numerator = 28, denominator = 40, value = 70;
--     nothing
-- caveats_vi: Nhiệm vụ chưa tới hạn cũng nằm trong mẫu số.
-- caveats_en: Tasks not yet due stand in the base too.
--
-- Trong số nhiệm vụ được Chính phủ, Thủ tướng Chính phủ giao, bao nhiêu phần trăm đã hoàn thành, dù đúng hạn hay quá
-- hạn.
--
-- Of the tasks assigned by the Government, the share completed, in time or late.
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
    tasks_completed_on_time + tasks_completed_late as numerator,
    tasks_assigned as denominator
from figures
where
    tasks_completed_on_time is not null
    or tasks_completed_late is not null
    or tasks_assigned is not null
