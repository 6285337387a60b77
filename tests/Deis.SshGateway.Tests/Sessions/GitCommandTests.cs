using Deis.SshGateway.Helper.Sessions;

namespace Deis.SshGateway.Tests.Sessions;

public sealed class GitCommandTests
{
    [Theory]
    [InlineData("git-receive-pack 'my-app.git'")]
    [InlineData("git-receive-pack '/my-app.git'")]
    [InlineData("git-receive-pack 'my-app'")]
    [InlineData("git-receive-pack /my-app.git")]
    [InlineData("git receive-pack '/my-app.git'")]
    public void Parse_EveryFormOfAPush_NamesTheApp(string command)
    {
        var parsed = GitCommand.Parse(command).ShouldNotBeNull();

        parsed.App.ShouldBe("my-app");
        parsed.Operation.ToString().ShouldBe("Push");
    }

    [Theory]
    [InlineData("git-upload-pack '/a1.git'", "a1")]
    [InlineData("git upload-pack a1", "a1")]
    public void Parse_Clone_NamesTheApp(string command, string app) => GitCommand.Parse(command).ShouldNotBeNull().App.ShouldBe(app);

    [Theory]
    [InlineData("")]
    [InlineData("git")]
    [InlineData("git-receive-pack")]
    [InlineData("git-receive-pack ")]
    [InlineData("git-receive-pack '.git'")]
    [InlineData("git-receive-pack '//app.git'")]
    [InlineData("git-receive-pack 'App.git'")]
    [InlineData("git-receive-pack 'a b.git'")]
    [InlineData("git-receive-pack 'app.git.git'")]
    [InlineData("git-receive-pack ''app''")]
    [InlineData("git-receive-pack --strict app")]
    [InlineData("xgit-receive-pack app")]
    [InlineData("GIT-RECEIVE-PACK app")]
    public void Parse_AnythingElse_IsNull(string command) => GitCommand.Parse(command).ShouldBeNull();

    [Fact]
    public void Parse_NameOfMoreThan63Characters_IsNull()
    {
        GitCommand.Parse($"git-upload-pack '{new string('a', 63)}'").ShouldNotBeNull();
        GitCommand.Parse($"git-upload-pack '{new string('a', 64)}'").ShouldBeNull();
    }
}
