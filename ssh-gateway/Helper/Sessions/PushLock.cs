using System.Diagnostics;
using Deis.SshGateway.Helper.Gateway;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>The app's push lock, held as long as the connection to the gateway lives, so that it is free when this process dies in whatever way.
/// When the gateway restarts, the lock is taken again.</summary>
internal sealed class PushLock : IDisposable
{
    private static readonly TimeSpan _retryFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _retryEvery = TimeSpan.FromMilliseconds(500);

    private readonly GatewaySocket _gateway;
    private readonly string _target;
    private readonly ManualResetEventSlim _released = new();
    private volatile GatewayReply _held;

    public PushLock(GatewaySocket gateway, string target, GatewayReply held)
    {
        _gateway = gateway;
        _target = target;
        _held = held;
        new Thread(Watch) { IsBackground = true, Name = "push lock" }.Start();
    }

    public void Dispose()
    {
        _released.Set();
        _held.Dispose();
    }

    private void Watch()
    {
        do
        {
            WaitForEnd(_held);
        }
        while (!_released.IsSet && TryTakeAgain());
    }

    private static void WaitForEnd(GatewayReply held)
    {
        try
        {
            Span<byte> buffer = stackalloc byte[64];
            while (held.Body.Read(buffer) > 0)
            {
                // The gateway says who we are, then nothing more.
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return; // the connection is over in any case
        }
    }

    private bool TryTakeAgain()
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < _retryFor && !_released.Wait(_retryEvery))
        {
            try
            {
                var reply = _gateway.Send("POST", _target);
                _held = reply;
                if (reply.Status == 200 && !_released.IsSet)
                {
                    return true;
                }

                reply.Dispose();
            }
            catch (IOException)
            {
                // still away
            }
        }

        return false;
    }
}
