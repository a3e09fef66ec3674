# The two commands of the README. Each brings a fresh Debian 12 machine that has Swift, git, Python 3 and apt to the end.

.PHONY: demo test pictures clean

demo:
	@Tools/install demo
	swift build --product heng
	@.build/debug/heng demo --output Output/demo

test:
	@Tools/install test
	Tests/fuzz
	swift build --build-tests
	swift test --skip-build --parallel

# Renders the pictures of the README from what the demo wrote.
pictures: demo
	@Tools/pictures

clean:
	rm -rf .build .venv Output/demo
