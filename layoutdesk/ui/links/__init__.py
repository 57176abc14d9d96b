"""The pictures of the issue as a list has them: where each is used, what its source is now, what is done with it (图片链接)."""
