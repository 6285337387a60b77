using System.Globalization;

namespace Deis.Bench.Edge;

/// <summary>The project's router as it runs alone, with a route file.</summary>
internal sealed class OurRouter(int hosts, string folder) : EdgeProxy("this router", hosts, folder)
{
    protected override string Line =>
        $"dotnet {Path.Combine(AppContext.BaseDirectory, "Deis.Router.dll")} >{Folder}/access.log 2>{Folder}/error.log";

    protected override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DEIS_ROUTER_ROUTES"] = Path.Combine(Folder, "routes.json"),
        ["DEIS_ROUTER_PLATFORM_DOMAIN"] = "localhost",
        ["DEIS_ROUTER_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"),
        ["DEIS_ROUTER_TLS_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{TlsPort}"),
        ["DEIS_ROUTER_TLS_CERTIFICATE"] = TlsFile,
    };

    public override Task SwitchAsync(int process)
    {
        Configure(process);
        return Task.CompletedTask;
    }

    protected override void Configure(int process) => Write("routes.json", [
        """{"routes": [""",
        .. Enumerable.Range(0, Hosts).Select(app =>
            $$"""{"app": "app{{app}}", "hosts": ["{{Answers.HostOf(app)}}"], "endpoints": ["127.0.0.1:{{PortOf(app, process)}}"]}{{(app < Hosts - 1 ? "," : "")}}"""),
        "]}",
    ]);
}
