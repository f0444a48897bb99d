-- order: 174
-- title_vi: Tỷ lệ nhiệm vụ hoàn thành đúng hạn
-- title_en: Tasks completed on time
-- formula_vi: hoàn thành đúng hạn ÷ (hoàn thành đúng hạn + hoàn thành quá hạn)
-- formula_en: completed on time ÷ (completed on time + completed late)
-- unit: percent
-- direction: up
-- family: tasks
-- legal_basis: Công văn 581/BNV-CCHC ngày 21/02/2022, mục I.4
-- formula_version: 1
-- fields: tasks.completed_on_time, tasks.completed_late
-- headline: no
-- given: tasks.completed_on_time = 27, tasks.completed_late = 3
-- expect: numerator = 27, denominator = 30, value = 90
--
-- Trong số nhiệm vụ được giao đã hoàn thành, bao nhiêu phần trăm hoàn thành đúng hoặc sớm hạn.
--
-- Of the assigned tasks that were completed, the share completed in time or early.
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
    tasks_completed_on_time as numerator,
    tasks_completed_on_time + tasks_completed_late as denominator
from figures
where
    tasks_completed_on_time is not null
    or tasks_completed_late is not null
