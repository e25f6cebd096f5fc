select obj, name as dl01, lda, pec, '00000' as co from plan.objects
