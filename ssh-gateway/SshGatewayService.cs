using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Deis.SshGateway;

/// <summary>Runs the gateway as long as the host runs.</summary>
internal sealed class SshGatewayService(IOptions<SshGatewayOptions> options, ILoggerFactory loggers, TimeProvider time) : IHostedService
{
    private SshGatewayHost? _gateway;

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _gateway = await SshGatewayHost.StartAsync(options.Value, loggers, time, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }
}
