import django.db.models.deletion
import huiyin.core.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('townships', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(db_index=True)),
                ('kind', models.CharField(choices=[('rest', 'day of rest'), ('working', 'made-up working day')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['rest', 'working'])), name='calendar_day_kind')],
            },
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('stamp', models.UUIDField(default=huiyin.core.tenancy.uuid7)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='calendar_version_single')],
            },
        ),
        migrations.CreateModel(
            name='RuleChoice',
            fields=[
                ('id', models.UUIDField(default=huiyin.core.tenancy.uuid7, editable=False, primary_key=True, serialize=False)),
                ('profile', models.CharField(max_length=40)),
                ('township', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='townships.township')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('township',), name='rule_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='RuleOverride',
            fields=[
                ('id', models.UUIDField(default=huiyin.core.tenancy.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(choices=[('hand_over', 'Hand over after receipt'), ('send_back', 'Send back'), ('reassign', 'Reassign'), ('first_contact', 'First contact with the deputy'), ('assist', 'Assisting opinion to the lead unit'), ('reply', 'Reply'), ('reply_extended', 'Reply, wide or difficult matter'), ('evaluate', 'Evaluation by the deputies'), ('reply_again', 'Reply again in the next round'), ('verify', 'Verification'), ('promise_followup', 'Follow-up of a promise'), ('publish', 'Publish the handling')], max_length=20)),
                ('amount', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(choices=[('month', 'months'), ('day', 'days'), ('workday', 'working days')], max_length=10)),
                ('reason', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('township', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='townships.township')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('township', 'code'), name='rule_override_one_in_force'), models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='rule_override_amount'), models.CheckConstraint(condition=models.Q(('unit__in', ['month', 'day', 'workday'])), name='rule_override_unit'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rule_override_reason')],
            },
        ),
    ]
