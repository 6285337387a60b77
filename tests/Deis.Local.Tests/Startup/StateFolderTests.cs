using Deis.Local.Startup;

namespace Deis.Local.Tests.Startup;

public sealed class StateFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-state-").FullName;

    [Fact]
    public void Open_FolderInUse_SaysSo()
    {
        using var first = StateFolder.Open(_folder);

        var failure = Should.Throw<LocalException>(() => StateFolder.Open(_folder).Dispose());

        failure.Message.ShouldBe($"Another platform uses {_folder}.");
        failure.Advice.ShouldContain("--state");
    }

    [Fact]
    public void Open_AfterTheFormerOneEnded_GivesTheSameSecret()
    {
        string secret;
        using (var first = StateFolder.Open(_folder))
        {
            secret = first.Secret("key");
        }

        using var second = StateFolder.Open(_folder);

        second.Secret("key").ShouldBe(secret);
        File.GetUnixFileMode(second.SecretFile("key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("a folder")]
    [InlineData("quote'")]
    [InlineData("a-name-that-is-too-long-for-the-address-of-a-unix-socket-below-the-folder")]
    public void Open_PathThatSshdOrASocketCannotHold_IsRefusedBeforeAnythingIsMade(string name)
    {
        var path = Path.Combine(_folder, name);

        Should.Throw<LocalException>(() => StateFolder.Open(path)).Advice.ShouldContain("--state");

        Directory.Exists(path).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
