# The commands of the README. Each brings a fresh Debian 12 machine that has Swift, git, Python 3 and apt to the end.

.PHONY: demo test release pictures clean

demo:
	@Tools/install demo
	swift build --product heng
	@.build/debug/heng demo --output Output/demo
	@Tools/serve-demo

test:
	@Tools/install test
	Tests/fuzz
	swift build --build-tests
	Tests/browser
	swift test --skip-build --parallel

# Makes Output/heng-<version>-<arch>, which runs on another Debian 12 without Swift, and a tar.gz of it. Tests/Release/check proves it.
release:
	@Tools/install demo
	@Tools/release

# Renders the pictures of the README from what the demo wrote.
pictures: demo
	@Tools/pictures

clean:
	rm -rf .build .venv Output/demo Output/heng-*
