import django.db.models.deletion
import huiyin.core.tenancy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('townships', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.UUIDField(default=huiyin.core.tenancy.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('photo', 'Photo'), ('document', 'Document')], max_length=10)),
                ('content_type', models.CharField(max_length=100)),
                ('original_name', models.CharField(max_length=150)),
                ('stored_name', models.CharField(max_length=40)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('township', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='townships.township')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('township', 'stored_name'), name='file_stored_name'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='file_not_empty')],
            },
        ),
    ]
