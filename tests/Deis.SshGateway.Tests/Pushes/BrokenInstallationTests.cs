using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>The platform was installed badly; with a fixture of its own.</summary>
public sealed class BrokenInstallationTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [RootFact]
    public async Task Push_LibraryIsMissing_NamesIt()
    {
        var helper = Directory.CreateTempSubdirectory("deis-helper-");
        foreach (var file in Directory.EnumerateFiles(gateway.Options.HelperDirectory).Where(file => !file.EndsWith(".so", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(helper.FullName, Path.GetFileName(file)));
        }

        await gateway.StopGatewayAsync();
        gateway.Options.HelperDirectory = helper.FullName;
        await gateway.StartGatewayAsync();
        helper.Delete(recursive: true);
        using Developer alice = new(gateway);
        var app = alice.CreateApp();
        alice.Commit();

        var push = await alice.PushAsync(app);

        push.ExitCode.ShouldBe(1, push.ToString());
        push.Errors.ShouldContain("The SSH gateway failed: Unable to load shared library 'git2-");
    }
}
