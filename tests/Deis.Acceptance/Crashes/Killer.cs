using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Crashes;

/// <summary>Kills a part of a platform with SIGKILL, and brings it back when it does not come back by itself.</summary>
internal sealed class Killer(Platform platform, Victim victim, Random random)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Kills it. False: there was none at this moment.</summary>
    public async Task<bool> KillAsync()
    {
        switch (victim)
        {
            case Victim.Platform:
                await platform.KillAsync();
                return true;
            case Victim.Database:
                var file = Path.Combine(platform.State, "postgres", "data", "postmaster.pid");
                return File.Exists(file) && await SignalAsync((await File.ReadAllLinesAsync(file))[0]);
            default:
                var pattern = victim == Victim.Sshd ? $"^sshd: /usr/sbin/sshd .*{platform.State}" : $"^bwrap .*{platform.State}";
                var found = (await Command.RunAsync("pgrep", ["-f", pattern], "/")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                return found.Length > 0 && await SignalAsync(found[random.Next(found.Length)]);
        }
    }

    /// <summary>Starts the platform again if it was the victim; the other parts are started again by the platform, and sshd must be within a minute.</summary>
    public Task ReviveAsync() => victim switch
    {
        Victim.Platform => platform.StartAsync(),
        Victim.Sshd => Wait.UntilAsync(TakesConnectionsAsync, Limit, "sshd takes connections again"),
        _ => Task.CompletedTask,
    };

    private async Task<bool> TakesConnectionsAsync()
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, platform.SshPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<bool> SignalAsync(string pid) =>
        (await Command.RunAsync("kill", ["-KILL", int.Parse(pid, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)], "/")).ExitCode == 0;
}
