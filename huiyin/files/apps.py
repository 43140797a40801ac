from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "huiyin.files"
    label = "files"

    def ready(self) -> None:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - Pillow learns to read phones' HEIC

        register_heif_opener()
