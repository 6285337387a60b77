using Deis.Local.Startup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Local.Tests;

public sealed class ControlPlaneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-state-").FullName;

    [Fact]
    public async Task Signals_AreLeftToTheProgram_SoThatCtrlCIsNotTakenForAFailure()
    {
        LocalOptions options = new() { State = Path.Combine(_folder, "state"), Install = Path.Combine(_folder, "install"), Samples = _folder };
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(options.Install, "slug-tools")).FullName, "init"), "");
        using var state = StateFolder.Open(options.State);

        await using var app = ControlPlane.Build(
            options, state, "Host=nowhere", Path.Combine(_folder, "api"), Path.Combine(_folder, "logger"), new NoEdge(), new GatewayRepositories(), NullLoggerFactory.Instance);

        app.Services.GetServices<IHostLifetime>().Last().ShouldNotBeOfType<ConsoleLifetime>();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
