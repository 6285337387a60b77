using System.Security.Cryptography;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Pushes;

/// <summary>The disk is full; with a platform of its own.</summary>
public class FullDiskTests
{
    private const int ChangeBytes = 3_000_000;

    [Fact]
    public async Task A_full_disk_fails_the_push_leaves_nothing_half_done_and_is_no_trouble_once_there_is_space()
    {
        await using var platform = new Platform();
        await using var repositories = await SmallDisk.MountAsync(platform.Repositories);
        await using var objects = await SmallDisk.MountAsync(platform.Objects);
        await platform.StartAsync();
        using var alice = await Person.RegisterAsync(platform, "alice");
        var app = await alice.CreateAppAsync("procfile-only", "full");
        (await app.PushAsync()).ShouldSucceed();

        await FailThenSucceedAsync(platform, app, repositories, "No space left on device");
        await FailThenSucceedAsync(platform, app, objects, "The platform's disk is full, so nothing was deployed. Ask its operator to free space, then push again.");
        (await app.GetAsync()).ShouldContain("release v4");
        await platform.InterruptAsync();
    }

    private static async Task FailThenSucceedAsync(Platform platform, Workspace app, SmallDisk disk, string message)
    {
        var served = await app.RemoteHeadAsync();
        var release = await app.GetAsync();
        await File.WriteAllBytesAsync(Path.Combine(app.Folder, "film"), RandomNumberGenerator.GetBytes(ChangeBytes));
        await disk.FillAsync();

        var push = await app.PushAsync();

        push.ExitCode.ShouldBe(1, push.All);
        push.Error.ShouldContain(message);
        push.Error.ShouldNotContain(platform.State);
        platform.LeftoversOf(app.App).ShouldBeEmpty();
        (await app.RemoteHeadAsync()).ShouldBe(served);
        (await app.GetAsync()).ShouldBe(release);

        await disk.FreeAsync();
        (await app.PushAsync()).ShouldSucceed();
        (await app.RemoteHeadAsync()).ShouldBe(await app.HeadAsync());
    }
}
