"""The Python client: what the screens and the command line do, from a program.

from beanfield.client import Client

with Client("http://127.0.0.1:8080", token="bf_…") as beanfield:
    project = beanfield.create_project("Coins", media="image", centre_id=1)
    run = beanfield.import_files(project.id, ["coins.zip"])
    for item in beanfield.items(project.id, state="accepted"):
        print(item.name)
"""

from beanfield.client.client import Client
from beanfield.client.errors import BeanfieldError

__all__ = ["BeanfieldError", "Client"]
