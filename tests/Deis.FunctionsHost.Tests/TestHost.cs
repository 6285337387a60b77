using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Deis.FunctionsHost.Tests;

/// <summary>A host on real Kestrel and a free port, with the function classes of one test.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private TestHost(WebApplication app, DirectoryInfo folder)
    {
        _app = app;
        _folder = folder;
        Client = app.Urls.FirstOrDefault() is { } url && !url.StartsWith("http://unix:", StringComparison.Ordinal)
            ? new HttpClient { BaseAddress = new Uri(url) }
            : new HttpClient();
    }

    /// <summary>Sends to the host.</summary>
    public HttpClient Client { get; }

    public WebApplication App => _app;

    public static Task<TestHost> StartAsync(
        Type functions,
        Action<FunctionsHostOptions>? configure = null,
        Action<IFunctionsWorkerApplicationBuilder>? worker = null,
        Action<WebApplicationBuilder>? build = null) => StartAsync(new Setup
        {
            FunctionClasses = [functions],
            Configure = configure,
            Worker = worker,
            Build = build,
        });

    public static async Task<TestHost> StartAsync(Setup setup)
    {
        var folder = Directory.CreateTempSubdirectory("deis-functions-host-");
        try
        {
            var hostJson = Path.Combine(folder.FullName, "host.json");
            if (setup.HostJson is not null)
                await File.WriteAllTextAsync(hostJson, setup.HostJson, CancellationToken.None);

            var builder = WebApplication.CreateSlimBuilder([.. setup.Arguments]);
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls(setup.Url);
            setup.Build?.Invoke(builder);
            builder.AddFunctionsHost(
                options =>
                {
                    foreach (var type in setup.FunctionClasses)
                        options.FunctionClasses.Add(type);

                    options.HostJsonPath = hostJson;
                    setup.Configure?.Invoke(options);
                },
                setup.Worker);
            var app = builder.Build();
            app.UseFunctionsHost();
            await app.StartAsync(CancellationToken.None);
            return new TestHost(app, folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>What differs from the usual.</summary>
    internal sealed record Setup
    {
        public const string NoRoutePrefix = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

        public required IReadOnlyList<Type> FunctionClasses { get; init; }

        /// <summary>Text of host.json; null for no file.</summary>
        public string? HostJson { get; init; } = NoRoutePrefix;

        public string Url { get; init; } = "http://127.0.0.1:0";

        public IReadOnlyList<string> Arguments { get; init; } = [];

        public Action<FunctionsHostOptions>? Configure { get; init; }

        public Action<IFunctionsWorkerApplicationBuilder>? Worker { get; init; }

        public Action<WebApplicationBuilder>? Build { get; init; }
    }
}
