using Deis.Acceptance.Driving;
using Deis.TestSupport.Web;

namespace Deis.Acceptance.Samples;

/// <summary>What some samples fetch while they are built, from this machine: the places of the internet may be out of reach.</summary>
public sealed class SampleServices : IAsyncLifetime
{
    // As much of Bottle as the sample uses.
    private const string Bottle =
        """
        class Bottle:
            def __init__(self):
                self.pages = {}

            def get(self, path):
                def add(page):
                    self.pages[path] = page
                    return page
                return add

            def __call__(self, environ, start_response):
                page = self.pages.get(environ["PATH_INFO"])
                start_response("200 OK" if page else "404 Not Found", [("Content-Type", "text/plain")])
                return [page().encode() if page else b"not found"]
        """;

    private TestWeb _web = null!;

    /// <summary>The value of <c>PIP_INDEX_URL</c> for a package index that has Bottle.</summary>
    public string PythonIndex { get; private set; } = "";

    /// <summary>The value of <c>BUILDPACK_URL</c> for the buildpack of the sample custom-buildpack.</summary>
    public string MarkdownBuildpack { get; private set; } = "";

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _web = await TestWeb.StartAsync();
        var index = new PythonIndex(_web);
        index.Add("bottle", "0.13.9", Bottle);
        PythonIndex = index.Url;
        MarkdownBuildpack = _web.Put("/markdown.tgz", await Archive.PackAsync(Repository.Sample("custom-buildpack/buildpack")));
    }

    /// <inheritdoc />
    public Task DisposeAsync() => _web.DisposeAsync().AsTask();
}
