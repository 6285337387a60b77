using Deis.Functions.Tests.Support;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.QueuedBuilds;

/// <summary>Messages of senders who know the queue.</summary>
[Collection(QueueBuildCollection.Name)]
public sealed class BuildMessageTests(QueueFixture fixture)
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    public static TheoryData<string> Backends => [QueuePlatform.Postgres, QueuePlatform.Azure];

    /// <summary>Backend, message, reason. In messages, APP and TOKEN stand for real ones and APP2 for an app of somebody else.</summary>
    public static TheoryData<string, string, string> Garbage
    {
        get
        {
            (string Message, string Reason)[] cases =
            [
                ("", "The message is not JSON."),
                ("web: node server.js", "The message is not JSON."),
                ("""{"app":"APP","token":"TOKEN","image":"a/b" """, "The message is not JSON."),
                ("""{"app":"APP","app":"APP","token":"TOKEN","image":"a/b"}""", "The message is not JSON."),
                ("""["APP","TOKEN"]""", "The message is not a JSON object."),
                ("null", "The message is not a JSON object."),
                ("{}", "app: This field is required. token: This field is required."),
                ("""{"app":{"token":"TOKEN"},"token":["TOKEN"],"image":"a/b"}""", "app: Not a valid string. token: Not a valid string."),
                ("""{"app":"APP","token":"0123","image":"a/b"}""", "Invalid token."),
                ("""{"app":"APP","token":"sealed:AAAA","image":"a/b"}""", "The token was sealed by another platform."),
                ("""{"app":"no-such-app","token":"TOKEN","image":"a/b"}""", "No App matches the given query."),
                ("""{"app":"APP2","token":"TOKEN","image":"a/b"}""", "You do not have permission to perform this action."),
                ("""{"app":"APP","token":"TOKEN"}""", "source: Give either image or source."),
                ("""{"app":"APP","token":"TOKEN","image":"a/b","source":"https://x/"}""", "source: Give either image or source."),
                ("""{"app":"APP","token":"TOKEN","image":["TOKEN"]}""", "image: Not a valid string."),
                ("""{"app":"APP","token":"TOKEN","image":"a/b","procfile":"web: x"}""", "procfile: Value must be an object of process types and their commands."),
                ("""{"app":"APP","token":"TOKEN","image":"home/APP2:git-1234abcd/push/slug.tgz","sha":"1234abcd"}""", "image: The slug belongs to another app."),
                ("""{"app":"APP","token":"TOKEN","source":"home/APP2:queue-0123456789abcdef0123456789abcdef/tar","sha":"SHA"}""", "source: This is neither the key of an upload for this app nor an https URL."),
                ("""{"app":"APP","token":"TOKEN","source":"home/APP:queue-0123456789abcdef0123456789abcdef/../x","sha":"SHA"}""", "source: This is neither the key of an upload for this app nor an https URL."),
                ("""{"app":"APP","token":"TOKEN","source":"home/APP:queue-0123456789abcdef0123456789abcdef/tar","sha":"SHA"}""", "source: Nothing was uploaded under this key, or it has been built already: an upload serves one build."),
                ("""{"app":"APP","token":"TOKEN","source":"http://x.example/a.tgz","sha":"SHA"}""", "source: A URL must begin with https:// and hold no user or password."),
                ("""{"app":"APP","token":"TOKEN","source":"https://u:TOKEN@x.example/a.tgz","sha":"SHA"}""", "source: A URL must begin with https:// and hold no user or password."),
                ("""{"app":"APP","token":"TOKEN","source":"https://x.example/a.tgz","sha":"SHA"}""", "source: A URL must end with #sha256= and the SHA-256 of the tarball, 64 hexadecimal digits."),
                ("""{"app":"APP","token":"TOKEN","source":"https://127.0.0.1/TOKEN#sha256=DIGEST","sha":"SHA"}""", "The source is at 127.0.0.1, which is no address of the public Internet."),
                ("""{"app":"APP","token":"TOKEN","source":"https://localhost/a#sha256=DIGEST","sha":"SHA"}""", "The source is at localhost, which is no address of the public Internet."),
                ("""{"app":"APP","token":"TOKEN","source":"https://169.254.169.254/a#sha256=DIGEST","sha":"SHA"}""", "The source is at 169.254.169.254, which is no address of the public Internet."),
                ("""{"app":"APP","token":"TOKEN","source":"https://[::ffff:10.0.0.1]/a#sha256=DIGEST","sha":"SHA"}""", "The source is at [::ffff:10.0.0.1], which is no address of the public Internet."),
                ("""{"app":"APP","token":"TOKEN","source":"https://x.example/a#sha256=DIGEST","sha":"master"}""", "sha: With source the commit is needed: 40 hexadecimal digits in lower case."),
            ];
            var data = new TheoryData<string, string, string>();
            foreach (var (message, reason) in cases)
            {
                data.Add(QueuePlatform.Postgres, message, reason);
                data.Add(QueuePlatform.Azure, message, reason);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_IsPoisonedWithTheReasonAndWithoutTheToken(string backend, string message, string reason)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);
        var (_, other) = await UserWithAppAsync(platform);
        var text = message.Replace("APP2", other, StringComparison.Ordinal).Replace("APP", app, StringComparison.Ordinal)
            .Replace("TOKEN", user.Token, StringComparison.Ordinal).Replace("SHA", Sha, StringComparison.Ordinal)
            .Replace("DIGEST", new string('a', 64), StringComparison.Ordinal);

        var id = await platform.SendTextAsync(text);

        var note = await platform.PoisonedAsync(id);
        note["reason"]!.ToString().ShouldBe(reason);
        note["attempts"]!.GetValue<int>().ShouldBe(1);
        note["bytes"]!.GetValue<int>().ShouldBe(text.Length);
        note.ToJsonString().ShouldNotContain(user.Token);
        platform.Log.Text.ShouldNotContain(user.Token);
        platform.Api.Operations.Inputs.Keys.ShouldNotContain($"queue-{Guid.Parse(id):N}");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Garbage_AsLargeAsAMessageCanBe_IsPoisonedAsASmallNote(string backend)
    {
        var platform = fixture[backend];

        var id = await platform.SendTextAsync(new string('{', 48 * 1024));
        var notBase64 = await platform.SendRawAsync(new string('!', 64 * 1024));

        (await platform.PoisonedAsync(id)).ToJsonString().Length.ShouldBeLessThan(1000);
        (await platform.PoisonedAsync(notBase64))["reason"]!.ToString().ShouldBe("The message is not base64.");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Token_RevokedMeanwhile_StartsNothing(string backend)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);
        await platform.Api.UseDatabaseAsync(database =>
            database.Tokens.Where(t => database.Users.Any(u => u.Id == t.UserId && u.Username == user.Name)).ExecuteDeleteAsync());

        var id = await platform.SendAsync(new { app, token = user.Token, image = "autotest/example" });

        var note = await platform.PoisonedAsync(id);
        note["reason"]!.ToString().ShouldBe("Invalid token.");
        note["message"]!.ToJsonString().ShouldBe($$"""{"app":"{{app}}","image":"autotest/example","token":"[redacted]"}""");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task TokenAndCommit_MixedUp_DoNotShowTheToken(string backend)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);

        var id = await platform.SendAsync(new { app = $"{app} {user.Token}", token = Sha, image = $"x/{user.Token}", sha = user.Token });

        (await platform.PoisonedAsync(id)).ToJsonString().ShouldNotContain(user.Token);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Image_IsDeployedAsAPostedBuild(string backend)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);

        var id = await platform.SendAsync(new { app, token = user.Token, image = "autotest/example", procfile = new { web = "run" } });

        (await platform.StartedAsync(id)).ShouldBeOfType<DeployInput>().Trigger.ShouldBe(DeployTrigger.Build);
        (await platform.SettledAsync(app, id, user)).Json["state"]!.ToString().ShouldBe("started");
        platform.Api.Operations.Leases[$"queue-{Guid.Parse(id):N}"].ShouldBe(LeaseMode.Wait);
        var builds = (await platform.Api.Get($"/v2/apps/{app}/builds", user).SendAsync()).Results;
        builds.Single()!["image"]!.ToString().ShouldBe("autotest/example");
        platform.Log.Text.ShouldNotContain(user.Token);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Source_UploadedBefore_IsBuiltAsAPush(string backend)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);
        var key = $"home/{app}:queue-{Guid.NewGuid():N}/tar";
        await platform.Api.Service<IObjectStore>().PutAsync(key, new MemoryStream([1]), CancellationToken.None);
        platform.Api.Operations.HoldNext();

        var id = await platform.SendAsync(new { app, token = user.Token, source = key, sha = Sha });

        (await platform.StartedAsync(id)).ShouldBeOfType<DeployInput>().ShouldSatisfyAllConditions(
            deploy => deploy.Trigger.ShouldBe(DeployTrigger.Push),
            deploy => deploy.Source.ShouldBe(key),
            deploy => deploy.Sha.ShouldBe(Sha));
    }

    // The process that started the deploy died before it deleted the message.
    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_ThatComesTwice_DeploysOnce(string backend)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);
        var message = new { app, token = user.Token, image = "autotest/example" };
        var id = await platform.SendAsync(message);
        await platform.SettledAsync(app, id, user);

        await platform.DeliverAgainAsync(id, message);

        (await platform.Api.Get($"/v2/apps/{app}/builds", user).SendAsync()).Results.Count.ShouldBe(1);
        platform.Api.Operations.Inputs.Values.OfType<DeployInput>().Count(deploy => deploy.App == app).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Failure_ThatMayPass_IsTriedAgain(string backend)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);
        platform.Api.Operations.RefuseNext(Error.Unavailable("The cluster is away."));

        var id = await platform.SendAsync(new { app, token = user.Token, image = "autotest/example" });

        (await platform.SettledAsync(app, id, user)).Json["state"]!.ToString().ShouldBe("started");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Failure_ThatDoesNotPass_IsTriedFiveTimes(string backend)
    {
        var platform = fixture[backend];
        var (user, app) = await UserWithAppAsync(platform);
        platform.Api.Operations.RefuseAllOf(app, Error.Unavailable("The cluster is away."));

        var id = await platform.SendAsync(new { app, token = user.Token, image = "autotest/example" });

        var note = await platform.PoisonedAsync(id);
        note["reason"]!.ToString().ShouldBe("Tried 5 times. The cluster is away.");
        var state = await platform.SettledAsync(app, id, user);
        state.Json["state"]!.ToString().ShouldBe("refused");
        state.Json["reason"]!.ToString().ShouldBe("Tried 5 times. The cluster is away.");
    }

    private static async Task<(TestUser User, string App)> UserWithAppAsync(QueuePlatform platform)
    {
        var user = await platform.Api.AddUserAsync();
        return (user, await platform.Api.AddAppAsync(user));
    }
}
