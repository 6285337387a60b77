using System.Net.Http.Json;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Ssh;

/// <summary>A machine with a key that may push to one app.</summary>
[Collection(SharedPlatform.Name)]
public class DeployKeyTests(PlatformFixture fixture)
{
    [Fact]
    public async Task A_deploy_key_deploys_the_chosen_branch_of_its_app_and_nothing_else()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "bymachine");
        var other = await fixture.Alice.CreateAppAsync("procfile-only", "byhand");
        await app.CommitAsync();
        var key = Path.Combine(fixture.Alice.Home, "deploy-key");
        (await fixture.Alice.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)).ShouldSucceed();
        var added = JsonContent.Create(new { id = "ci", @public = await File.ReadAllTextAsync($"{key}.pub") });
        (await fixture.Alice.CallAsync(HttpMethod.Post, "/v2/apps/bymachine/keys", added)).Status.ShouldBe(201);
        var branch = JsonContent.Create(new { deploy_branch = "production" });
        (await fixture.Alice.CallAsync(HttpMethod.Post, "/v2/apps/bymachine/settings", branch)).Status.ShouldBe(201);

        (await PushAsync("bymachine", "master")).All.ShouldContain("Only the branch production is deployed. To deploy this one, run: git push deis master:production");
        var deployed = await PushAsync("bymachine", "master:production");
        deployed.ShouldSucceed().All.ShouldContain("Done, bymachine:v2 deployed to Workflow");
        (await PushAsync(other.App, "master")).All.ShouldContain("fatal: remote error: This is a deploy key of bymachine: it is good for no other app.");

        (await fixture.Alice.CallAsync(HttpMethod.Delete, "/v2/apps/bymachine/keys/ci")).Status.ShouldBe(204);
        (await PushAsync("bymachine", "master:production")).All.ShouldContain("Permission denied (publickey).");

        async Task<CommandResult> PushAsync(string name, string reference)
        {
            var ssh = $"ssh -i {key} -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR";
            return await fixture.Alice.RunAsync("env", $"GIT_SSH_COMMAND={ssh}", "git", "-C", app.Folder, "push", await app.UrlOfAsync(name), reference);
        }
    }
}
