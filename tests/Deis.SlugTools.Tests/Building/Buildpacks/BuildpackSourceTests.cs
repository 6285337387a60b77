using Deis.SlugTools.Building.Buildpacks;

namespace Deis.SlugTools.Tests.Building.Buildpacks;

public class BuildpackSourceTests
{
    [Theory]
    [InlineData("https://github.com/heroku/heroku-buildpack-go", BuildpackOrigin.Git, "https://github.com/heroku/heroku-buildpack-go", "", "heroku-buildpack-go")]
    [InlineData("https://github.com/heroku/heroku-buildpack-go.git#v183", BuildpackOrigin.Git, "https://github.com/heroku/heroku-buildpack-go.git", "v183", "heroku-buildpack-go")]
    [InlineData("git@github.com:me/pack.git#feature/x", BuildpackOrigin.Git, "git@github.com:me/pack.git", "feature/x", "pack")]
    [InlineData("ssh://git@example.org:2222/pack", BuildpackOrigin.Git, "ssh://git@example.org:2222/pack", "", "pack")]
    [InlineData("https://example.org/a/pack.tgz?version=1", BuildpackOrigin.Archive, "https://example.org/a/pack.tgz?version=1", "", "pack")]
    [InlineData("https://example.org/pack.tar.gz", BuildpackOrigin.Archive, "https://example.org/pack.tar.gz", "", "pack")]
    [InlineData("heroku/nodejs", BuildpackOrigin.Bundled, "nodejs", "", "nodejs")]
    [InlineData(" python ", BuildpackOrigin.Bundled, "python", "", "python")]
    public void Parse_Address_IsUnderstood(string text, object origin, string address, string reference, string name)
    {
        BuildpackSource.Parse(text, "BUILDPACK_URL").TryGet(out var source, out var failure).ShouldBeTrue(failure?.Message);
        source!.Origin.ShouldBe((BuildpackOrigin)origin);
        source.Address.ShouldBe(address);
        source.Reference.ShouldBe(reference);
        source.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#main")]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("https://example.org/pack#--orphan=x")]
    [InlineData("two words")]
    [InlineData("ssh://me:secret@example.org/pack")]
    [InlineData("me:secret@example.org:pack")]
    public void Parse_SomethingElse_IsRefusedWithoutShowingIt(string text)
    {
        var failure = BuildpackSource.Parse(text, "line 3 of .buildpacks").Failure.ShouldNotBeNull();
        failure.Message.ShouldStartWith("line 3 of .buildpacks");
        failure.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("https://me:s3cr%40t@example.org/pack", "me", "s3cr@t")]
    [InlineData("https://t0ken-s3cr%40t@example.org/pack.tgz?key=s3cr@t", "t0ken-s3cr@t", "")]
    public void Parse_Credentials_AreTakenOutOfWhatIsShownAndPassedOn(string text, string user, string password)
    {
        BuildpackSource.Parse(text, "BUILDPACK_URL").TryGet(out var source, out _).ShouldBeTrue();
        source!.Credentials.ShouldBe((user, password));
        source.Address.ShouldStartWith("https://example.org/pack");
        source.Display.ShouldNotContain("s3cr");
        $"{source}".ShouldNotContain("s3cr");
    }
}
