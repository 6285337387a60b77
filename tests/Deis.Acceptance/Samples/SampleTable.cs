namespace Deis.Acceptance.Samples;

/// <summary>The expected result of every sample.</summary>
public static class SampleTable
{
    /// <summary>One row per sample.</summary>
    public static IReadOnlyList<SampleCase> Cases { get; } =
    [
        new()
        {
            Sample = "hello-node",
            Shows = ["-----> Node.js app detected", "Default process types for Node.js -> web"],
            Answers = "<!doctype html>",
        },
        new()
        {
            Sample = "hello-python",
            Config = services => [$"PIP_INDEX_URL={services.PythonIndex}"],
            Shows = ["-----> Python app detected", "-----> Installing the packages of requirements.txt", "Successfully installed bottle-", "Procfile declares types -> web"],
            Answers = "Hello from Python, release v3\n",
        },
        new()
        {
            Sample = "hello-dotnet",
            Shows = ["-----> .NET app detected", "-----> Publishing hello-dotnet.csproj", "Default process types for .NET -> web"],
            Answers = "Hello from .NET, release v2\n",
        },
        new()
        {
            Sample = "static-site",
            Shows = ["-----> Static app detected", "Serving the folder public/, 404.html as the 404 page"],
            Answers = "<!doctype html>",
        },
        new()
        {
            Sample = "procfile-only",
            Shows = ["-----> Procfile app detected"],
            Answers = "Hello from process type web, release v2\n",
        },
        new()
        {
            Sample = "custom-buildpack",
            Config = services => [$"BUILDPACK_URL={services.MarkdownBuildpack}", "TITLE=My page"],
            Shows = ["-----> Fetching custom buildpack", "-----> Markdown app detected", "-----> Turning page.md into a page", "The title is: My page"],
            Answers = "<!DOCTYPE html><title>My page</title>\n<h1>Written in Markdown</h1>\n",
        },
        new()
        {
            Sample = "websocket-echo",
            Shows = ["-----> Node.js app detected"],
            Answers = "<!doctype html>",
        },
        new()
        {
            Sample = "long-requests",
            Shows = ["-----> Node.js app detected"],
            Answers = "release v2\n",
        },
        new()
        {
            Sample = "multi-process",
            Shows = ["Procfile declares types -> web, worker, release", "Running the release phase..."],
            Answers = "The web process answers",
        },
        new()
        {
            Sample = "worker-only",
            Shows = ["Procfile declares types -> worker"],
        },
        new()
        {
            Sample = "slow-start",
            Config = static _ => ["START_SECONDS=2"],
            Answers = "Started after 2 seconds, release v3\n",
        },
        new()
        {
            Sample = "broken-build",
            Fails = true,
            Shows = ["build.js: the stylesheet main.scss is missing", "Build failed: the nodejs buildpack's compile step exited with code 7", "pre-receive hook declined"],
        },
        new()
        {
            Sample = "crash-on-start",
            Fails = true,
            Shows = ["There was a problem deploying v2.", "exited with code 3", "cannot reach the database at db.example.org", "pre-receive hook declined"],
        },
        new()
        {
            Sample = "never-ready",
            Config = static _ => ["DEIS_DEPLOY_TIMEOUT=5"],
            Fails = true,
            Shows = ["There was a problem deploying v3.", "pre-receive hook declined"],
        },
        new()
        {
            Sample = "huge-slug",
            Fails = true,
            Shows =
            [
                "generated data/model.bin",
                "Build failed: the slug cannot be made: it would unpack to more than 8.0G; largest are data/ (9.0G)",
                "What the app does not need when it runs can be listed in .slugignore",
                "pre-receive hook declined",
            ],
        },
    ];
}
