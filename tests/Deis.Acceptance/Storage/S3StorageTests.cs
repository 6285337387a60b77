using Amazon.Runtime;
using Amazon.S3;
using Deis.Acceptance.Driving;
using Deis.TestSupport;

namespace Deis.Acceptance.Storage;

/// <summary>The platform with its objects on a real S3 server; builders and apps get them by pre-signed URLs.</summary>
public class S3StorageTests
{
    [Fact]
    public async Task Objects_on_S3_serve_a_push_and_go_with_the_app()
    {
        await using var server = await S3Server.StartAsync();
        await using var platform = new Platform
        {
            Environment = new Dictionary<string, string>
            {
                ["DEIS_LOCAL_ObjectStorage__Kind"] = "S3",
                ["DEIS_LOCAL_ObjectStorage__S3__Endpoint"] = server.Endpoint.AbsoluteUri,
                ["DEIS_LOCAL_ObjectStorage__S3__Bucket"] = "deis",
                ["DEIS_LOCAL_ObjectStorage__S3__AccessKey"] = S3Server.AccessKey,
                ["DEIS_LOCAL_ObjectStorage__S3__SecretKey"] = S3Server.SecretKey,
            },
        };
        await platform.StartAsync();
        using var alice = await Person.RegisterAsync(platform, "alice");
        var app = await alice.CreateAppAsync("hello-node", "clouded");

        (await app.PushAsync()).ShouldSucceed();

        (await app.GetAsync()).ShouldContain("Hello, world");
        var keys = await KeysAsync(server);
        keys.ShouldContain(key => key.StartsWith("home/clouded:git-", StringComparison.Ordinal) && key.EndsWith("/slug.tgz", StringComparison.Ordinal), string.Join('\n', keys));
        Directory.Exists(Path.Combine(platform.State, "objects")).ShouldBeFalse("nothing is stored on this machine");

        (await app.DeisAsync("destroy", "--confirm=clouded")).ShouldSucceed();
        await Wait.UntilAsync(async () => (await KeysAsync(server)).Count == 0, TimeSpan.FromSeconds(30), "the objects of the app are gone");
    }

    private static async Task<List<string>> KeysAsync(S3Server server)
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(S3Server.AccessKey, S3Server.SecretKey),
            new AmazonS3Config { ServiceURL = server.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = S3Server.Region });
        var found = await client.ListObjectsV2Async(new() { BucketName = "deis" });
        return [.. (found.S3Objects ?? []).Select(stored => stored.Key)];
    }
}
