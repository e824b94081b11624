from __future__ import annotations

from django.db import migrations

from portal.clinic.roles import make_roles


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0002_review_rules"),
        ("pages", "0002_editorial_work"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: make_roles(apps), migrations.RunPython.noop
        )
    ]
