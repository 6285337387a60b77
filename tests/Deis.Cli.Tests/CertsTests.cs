using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class CertsTests
{
    [Fact]
    public async Task List_Certificates_IsATable()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var years = 2099 - TimeProvider.System.GetUtcNow().Year;

        var result = await world.RunAsync("certs");

        result.ShouldBe(new DeisResult(
            0,
            "    Name   |   Common Name   |       SubjectAltName        |          Expires          |   Fingerprint   |     Domains     |  Updated   |  Created    \n"
            + "+----------+-----------------+-----------------------------+---------------------------+-----------------+-----------------+------------+------------+\n"
            + "  www-cert | www.example.org | a.example.org,b.example.org | 14 Jan 2017 (expired)     | AA:BB[...]00:11 | www.example.org | 2 Jan 2016 | 2 Jan 2016  \n"
            + $"  new      | n               |                             | 14 Jan 2099 (in {years} years) | AA              |                 | 2 Jan 2016 | 2 Jan 2016  \n",
            ""));
    }

    [Fact]
    public async Task List_None_SaysSo()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/certs/", 200, """{"count":0,"next":null,"previous":null,"results":[]}""");

        var result = await world.RunAsync("certs:list", "-l", "7");

        result.ShouldBe(new DeisResult(0, "No certs\n", ""));
        world.Server.Lines.ShouldBe(["GET /v2/certs/?limit=7"]);
    }

    [Fact]
    public async Task Info_Certificate_ShowsAllThatIsKnown()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("certs:info", "www-cert");

        result.ShouldBe(new DeisResult(
            0,
            "=== www-cert Certificate\n"
            + "Common Name(s):     www.example.org\n"
            + "Expires At:         14 Jan 2017\n"
            + "Starts At:          15 Jan 2016\n"
            + "Fingerprint:        AA:BB:CC:DD:EE:FF:00:11\n"
            + "Subject Alt Name:   a.example.org,b.example.org\n"
            + "Issuer:             /C=US/CN=Some CA\n"
            + "Subject:            /C=US/CN=www.example.org\n"
            + "\n"
            + "Connected Domains:  a.example.org,www.example.org\n"
            + "Owner:              bob\n"
            + "Created:            2 Jan 2016\n"
            + "Updated:            3 Jan 2016\n",
            ""));
        world.Server.Lines.ShouldBe(["GET /v2/certs/www-cert"]);
    }

    [Fact]
    public async Task Info_LittleIsKnown_SaysSo()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("certs:info", "new");

        result.Output.ShouldContain("Expires At:         unknown\n");
        result.Output.ShouldContain("Subject Alt Name:   N/A\n");
        result.Output.ShouldContain("Connected Domains:  No connected domains\n");
    }

    [Fact]
    public async Task Add_Files_SendsTheirContent()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "a.crt"), "the certificate\n");
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "a.key"), "the key\n");

        var result = await world.RunAsync("certs:add", "new", "a.crt", "a.key");

        result.Text.ShouldBe("Adding SSL endpoint... (spin)done\n");
        var request = world.Server.Requests.Single();
        request.Line.ShouldBe("POST /v2/certs/");
        request.Body.ShouldBe("""{"certificate":"the certificate\n","key":"the key\n","name":"new"}""");
    }

    [Theory]
    [InlineData("nothing.crt", "a.key")]
    [InlineData("a.key", "nothing.crt")]
    public async Task Add_FileThatIsNotThere_SaysWhich(string certificate, string key)
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "a.key"), "the key\n");

        var result = await world.RunAsync("certs:add", "new", certificate, key);

        result.ShouldBe(new DeisResult(1, "", "Error: open nothing.crt: no such file or directory\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_Certificate_IsAskedForByName()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("certs:remove", "www-cert");

        result.Text.ShouldBe("Removing www-cert... (spin)done\n");
        world.Server.Lines.ShouldBe(["DELETE /v2/certs/www-cert"]);
    }

    [Theory]
    [InlineData("", """{"domain":"www.example.org"}""")]
    [InlineData("--replace", """{"domain":"www.example.org","replace":true}""")]
    public async Task Attach_Domain_IsInTheBody(string option, string body)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(["certs:attach", "www-cert", "www.example.org", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        result.Text.ShouldBe("Attaching certificate www-cert to domain www.example.org... (spin)done\n");
        var request = world.Server.Requests.Single();
        request.Line.ShouldBe("POST /v2/certs/www-cert/domain/");
        request.Body.ShouldBe(body);
    }

    [Fact]
    public async Task Attach_Refused_SaysWhy()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/certs/www-cert/domain/", 409, """{"detail":"Domain already has a certificate attached to it"}""");

        var result = await world.RunAsync("certs:attach", "www-cert", "www.example.org");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe("Error: Domain already has a certificate attached to it\n'deis certs' shows which. To put this one in its place: deis certs:attach <name> <domain> --replace\n");
    }

    [Fact]
    public async Task Detach_Wildcard_IsEscapedInThePath()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("certs:detach", "www-cert", "*.example.org");

        result.Text.ShouldBe("Detaching certificate www-cert from domain *.example.org... (spin)done\n");
        world.Server.Lines.ShouldBe(["DELETE /v2/certs/www-cert/domain/%2A.example.org"]);
    }
}
