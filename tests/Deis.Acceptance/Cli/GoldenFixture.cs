using Deis.Acceptance.Driving;
using Deis.TestSupport.Tls;

namespace Deis.Acceptance.Cli;

/// <summary>
/// Somebody whose terminal is written down. He has two apps: <c>gold</c> runs, <c>goldbare</c> has nothing to run, so that changes of it are quick. By
/// <c>-c admin</c> he is the administrator.
/// </summary>
public sealed class GoldenFixture(PlatformFixture shared) : IAsyncLifetime
{
    private Person _goldie = null!;
    private Placeholders _placeholders = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _goldie = await Person.RegisterAsync(shared.Platform, "goldie");
        _placeholders = new Placeholders(shared.Platform, _goldie);
        (await _goldie.DeisAsync("login", shared.Platform.Controller, "--username=alice", $"--password={shared.Alice.Password}", "-c", "admin")).ShouldSucceed();
        (await _goldie.DeisAsync("create", "goldbare", "--no-remote")).ShouldSucceed();
        (await (await _goldie.CreateAppAsync("multi-process", "gold")).PushAsync()).ShouldSucceed();

        var certificate = TestCertificate.For("www.gold.example.com");
        await File.WriteAllTextAsync(Path.Combine(_goldie.Home, "site.crt"), certificate.Chain);
        await File.WriteAllTextAsync(Path.Combine(_goldie.Home, "site.key"), certificate.Key);
        await File.WriteAllTextAsync(Path.Combine(_goldie.Home, "xdg-open"), "#!/bin/sh\necho \"opens $*\"\n");
        (await _goldie.RunAsync("chmod", "+x", "xdg-open")).ShouldSucceed();
    }

    /// <summary>Types what a transcript says; gives what is shown now.</summary>
    internal async Task<string> PlayAsync(string golden)
    {
        var shown = new Transcript();
        shown.AddHeading(golden);
        foreach (var step in Transcript.StepsOf(golden))
        {
            var result = await _goldie.TypeAsync(_placeholders.Fill(step.Line), string.Concat(step.Input.Select(line => line + "\n")));
            shown.Add(step, new CommandResult(result.ExitCode, _placeholders.Hide(result.Output), _placeholders.Hide(result.Error)));
        }

        return shown.Text;
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        foreach (var app in (string[])["gold", "goldbare"])
        {
            await _goldie.DeisAsync("destroy", $"--app={app}", $"--confirm={app}");
        }

        _goldie.Dispose();
    }
}
