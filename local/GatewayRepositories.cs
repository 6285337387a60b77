using Deis.Platform.Apps;
using Deis.SshGateway;

namespace Deis.Local;

/// <summary>Removes repositories at the SSH gateway of the same process, which starts after the API that it needs.</summary>
internal sealed class GatewayRepositories : ISourceRepositories
{
    private readonly TaskCompletionSource<SshGatewayHost> _gateway = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The gateway has started.</summary>
    public void Use(SshGatewayHost gateway) => _gateway.TrySetResult(gateway);

    /// <inheritdoc />
    public async Task RemoveAsync(string app, CancellationToken cancellationToken)
    {
        var gateway = await _gateway.Task.WaitAsync(cancellationToken);
        gateway.RemoveRepository(app);
    }
}
