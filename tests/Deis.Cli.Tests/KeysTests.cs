using System.Text.Json;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class KeysTests
{
    [Theory]
    [InlineData("ed25519", "ssh-ed25519 ")]
    [InlineData("rsa", "ssh-rsa ")]
    [InlineData("ecdsa", "ecdsa-sha2-nistp256 ")]
    public async Task Add_KeyFile_UploadsItUnderItsComment(string type, string beginning)
    {
        await using var world = await CliWorld.LoggedInAsync();
        var file = await GenerateAsync(world, type, "bob@laptop");

        var result = await world.RunAsync("keys:add", file);

        result.ShouldBe(new DeisResult(0, $"Uploading id_{type}.pub to deis... done\n", ""));
        var (id, key) = Uploaded(world);
        id.ShouldBe("bob@laptop");
        key.ShouldBe((await File.ReadAllTextAsync(file)).TrimEnd('\n'));
        key.ShouldStartWith(beginning);
    }

    [Fact]
    public async Task Add_KeyWithoutComment_IsNamedAfterItsFile()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var file = await GenerateAsync(world, "ed25519", "");

        await world.RunAsync("keys:add", file);

        Uploaded(world).Id.ShouldBe("id_ed25519");
    }

    [Fact]
    public async Task Add_NameAndFile_UsesTheName()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var file = await GenerateAsync(world, "ed25519", "bob@laptop");

        await world.RunAsync("keys:add", "work", file);

        Uploaded(world).Id.ShouldBe("work");
    }

    [Fact]
    public async Task Add_KeyOfAnApp_IsForThatAppAlone()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var file = await GenerateAsync(world, "ed25519", "ci");

        var result = await world.RunAsync("keys:add", file, "--app=peachy-waxworks");

        result.ShouldBe(new DeisResult(0, "Uploading id_ed25519.pub to peachy-waxworks... done\n", ""));
        Uploaded(world, "/v2/apps/peachy-waxworks/keys/").Id.ShouldBe("ci");
    }

    [Fact]
    public async Task Add_NoFile_LetsTheUserChoose()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await GenerateAsync(world, "ed25519", "bob@laptop");
        await GenerateAsync(world, "ecdsa", "bob@desk");
        var broken = Path.Combine(world.Home, ".ssh", "broken.pub");
        await File.WriteAllTextAsync(broken, "ssh-rsa");

        var result = await world.RunWithInputAsync("2\n", "keys:add", "work");

        result.ShouldBe(new DeisResult(
            0,
            $"""
            {broken} is not a valid ssh key
            Found the following SSH public keys:
            1) id_ecdsa.pub bob@desk
            2) id_ed25519.pub bob@laptop
            0) Enter path to pubfile (or use keys:add <key_path>)
            Which would you like to use with Deis? Uploading id_ed25519.pub to deis... done

            """,
            ""));
        Uploaded(world).Id.ShouldBe("work");
    }

    [Fact]
    public async Task Add_ChoiceZero_AsksForThePath()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var file = await GenerateAsync(world, "ed25519", "bob@laptop");

        var result = await world.RunWithInputAsync($"0\n{file}\n", "keys:add");

        result.Output.ShouldEndWith("Which would you like to use with Deis? Enter the path to the pubkey file: Uploading id_ed25519.pub to deis... done\n");
        Uploaded(world).Id.ShouldBe("bob@laptop");
    }

    [Theory]
    [InlineData("a", "a is not a valid integer")]
    [InlineData("-1", "-1 is not a valid option")]
    [InlineData("1", "1 is not a valid option")]
    public async Task Add_BadChoice_Fails(string choice, string error)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunWithInputAsync(choice + "\n", "keys:add");

        result.Error.ShouldBe($"Error: {error}\n");
    }

    [Theory]
    [InlineData("not a key", "/key.pub is not a valid ssh key")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n", "/key.pub is not a valid ssh key")]
    public async Task Add_NoPublicKey_IsRefused(string content, string error)
    {
        await using var world = await CliWorld.LoggedInAsync();
        var file = Path.Combine(world.Home, "key.pub");
        await File.WriteAllTextAsync(file, content);

        var result = await world.RunAsync("keys:add", file);

        result.ShouldBe(new DeisResult(1, "", $"Error: {world.Home}{error}\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_Refused_EndsTheLineFirst()
    {
        await using var world = await CliWorld.LoggedInAsync();
        var file = await GenerateAsync(world, "ed25519", "bob@laptop");
        world.Server.Answer("POST /v2/keys/", 400, """{"key":["Public Key is already in use"]}""");

        var result = await world.RunAsync("keys:add", file);

        result.ShouldBe(new DeisResult(1, "Uploading id_ed25519.pub to deis...\n", "Error: Public Key is already in use\nA key is for one account or one application. To make another: ssh-keygen -t ed25519\n"));
    }

    [Fact]
    public async Task List_Keys_AreAbridged()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("keys:list");

        result.ShouldBe(new DeisResult(
            0,
            "=== bob Keys\n"
            + "bob@laptop ssh-ed25519 AAAA...bob@laptop\n"
            + "ci         ssh-rsa AAAAB3Nz...AADAQAB ci\n",
            ""));
    }

    [Fact]
    public async Task Remove_Key_KeepsSlashesOfItsNameInThePath()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("keys:remove", "bob@laptop");
        await world.RunAsync("keys:remove", "a/b c?d");

        result.ShouldBe(new DeisResult(0, "Removing bob@laptop SSH Key... done\n", ""));
        world.Server.Lines.ShouldBe(["DELETE /v2/keys/bob@laptop", "DELETE /v2/keys/a/b%20c%3Fd"]);
    }

    private static async Task<string> GenerateAsync(CliWorld world, string type, string comment)
    {
        var folder = Directory.CreateDirectory(Path.Combine(world.Home, ".ssh")).FullName;
        var file = Path.Combine(folder, $"id_{type}");
        await world.ToolAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-C", comment, "-f", file);
        return file + ".pub";
    }

    private static (string Id, string Public) Uploaded(CliWorld world, string path = "/v2/keys/")
    {
        var request = world.Server.Requests.ShouldHaveSingleItem();
        request.Line.ShouldBe($"POST {path}");
        using var body = JsonDocument.Parse(request.Body);
        return (body.RootElement.GetProperty("id").GetString()!, body.RootElement.GetProperty("public").GetString()!);
    }
}
