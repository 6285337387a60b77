using Deis.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Cli.Tests;

public sealed class ErrorTextTests
{
    private const string Blank = "[\"This field may not be blank.\"]";

    public static TheoryData<int, string, string> Refusals => new()
    {
        { 400, $$"""{"username":{{Blank}}}""", "Enter a valid username. This value may contain only letters, numbers and @/./+/-/_ characters." },
        { 400, """{"username":["A user with that username already exists."]}""", "A user with that username already exists." },
        { 400, $$"""{"password":{{Blank}}}""", "A Password is required" },
        { 400, """{"id":["App name can only contain a-z (lowercase), 0-9 and hyphens"]}""", "App name can only contain a-z (lowercase), 0-9 and hyphens" },
        { 400, $$"""{"id":{{Blank}}}""", "An id is required" },
        { 400, $$"""{"key":{{Blank}}}""", "A key is required" },
        { 400, """{"public":["Key contains invalid base64 chars"]}""", "A key is required" },
        { 400, """{"certificate":["Oh: Could not load certificate: bad"]}""", "Could not load certificate" },
        { 400, """{"name":["Can only contain a-z (lowercase), 0-9 and hyphens"]}""", "Name can only contain a-z (lowercase), 0-9 and hyphens" },
        { 400, """{"domain":["Hostname does not look valid."]}""", "Hostname does not look valid." },
        { 400, $$"""{"image":{{Blank}}}""", "The given image is invalid" },
        { 400, """{"email":["Enter a valid email address."]}""", "Enter a valid email address." },
        { 400, """{"detail":"version cannot be below 0"}""", "The given version is invalid" },
        { 400, """{"detail":"No nodes matched the provided labels: x"}""", "No nodes matched the provided labels" },
        { 400, """{"detail":"one\ntwo"}""", "one\ntwo" },
        { 400, """{"id":["Taken.","Too long."],"port":["No number."]}""", "id: Taken.\nid: Too long.\nport: No number." },
        { 400, """{"non_field_errors":["They do not fit together."]}""", "They do not fit together." },
        { 400, """{"detail":{"reason":"one\ntwo"}}""", "Unknown Error (400): {\"detail\":{\"reason\":\"one\ntwo\"}}" },
        { 400, """{"id":[1]}""", """Unknown Error (400): {"id":[1]}""" },
        { 400, """{"detail":""}""", """Unknown Error (400): {"detail":""}""" },
        { 400, "[]", "Unknown Error (400): []" },
        { 400, """{"detail":"\u001b[2J is no name"}""", """Unknown Error (400): {"detail":"\u001b[2J is no name"}""" },
        { 400, """["bad address"]""", "bad address" },
        { 401, """{"detail":"Invalid token."}""", "Unauthorized: Missing or Invalid Token" },
        { 403, """{"detail":"x"}""", "You do not have permission to perform this action." },
        { 404, "\"No App matches the given query.\"", "\"No App matches the given query.\"" },
        { 404, "", "Not Found" },
        { 405, "", "Method Not Allowed" },
        { 409, """{"detail":"bob changed nothing - release stopped"}""", "bob changed nothing - release stopped" },
        { 409, """{"detail":"bob still has applications assigned. Delete or transfer ownership"}""", "Failed to delete user because the user still has applications assigned. Delete or transfer ownership." },
        { 422, """{"detail":"A does not exist under values"}""", "Unable to process your request: A does not exist under values" },
        { 500, """{"detail":"Server Error"}""", "Internal Server Error" },
        { 503, """{"detail":"(scale): x"}""", "(scale): x" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Map_Refusal_GivesTheTextThatUsersKnow(int status, string body, string message) =>
        Deis.Client.Errors.ErrorTexts.Map((System.Net.HttpStatusCode)status, body).Message.ShouldBe(message);

    [Theory]
    [InlineData(400, """{"values":["Value must be a JSON object."]}""", "values: Value must be a JSON object.\n'deis help config:list' says what it takes.")]
    [InlineData(400, """["bad"]""", "bad\n'deis help config:list' says what it takes.")]
    [InlineData(400, """{"detail":"Choose another name."}""", "Choose another name.")]
    [InlineData(400, """{"detail":"(app::deploy): There was a problem deploying v3."}""", "(app::deploy): There was a problem deploying v3.\n'deis logs' tells more; 'deis releases' and 'deis ps' show what runs now.")]
    [InlineData(401, "{}", "Unauthorized: Missing or Invalid Token\nLog in again: deis login <controller>")]
    [InlineData(403, "{}", "You do not have permission to perform this action.\n'deis whoami' says who you are. The owner of an application can let you in by 'deis sharing:add <username>'; the rest is for administrators.")]
    [InlineData(404, "\"No App matches the given query.\"", "\"No App matches the given query.\"\n'deis apps' lists those that you may use; name one by --app.")]
    [InlineData(404, "\"No Moon matches the given query.\"", "\"No Moon matches the given query.\"")]
    [InlineData(403, """{"detail":"This token has the scope read; this takes the scope deploy."}""", "You do not have permission to perform this action.\nThis token has the scope read; this takes the scope deploy.")]
    [InlineData(404, "<h1>Not Found</h1>", "<h1>Not Found</h1>\nThe controller has no such thing: check the names in the command, and the URL in 'deis whoami'.")]
    [InlineData(405, "", "Method Not Allowed\nClient and controller do not fit together: compare their versions by 'deis version --all'.")]
    [InlineData(408, "{}", "Unknown Error (408): {}\nThe request did not come through in time. Check the network, then try again.")]
    [InlineData(409, """{"detail":"busy"}""", "busy")]
    [InlineData(409, """{"detail":"bob changed nothing - release stopped"}""", "bob changed nothing - release stopped\nIt is so already: see 'deis config'.")]
    [InlineData(409, """{"detail":"Deployment for shop is already in progress"}""", "Deployment for shop is already in progress\n'deis releases' and 'deis ps' show what comes of it; 'deis rollback' ends a rollout that is stuck.")]
    [InlineData(413, "{}", "Unknown Error (413): {}\nGive less at once.")]
    [InlineData(415, "{}", "Unknown Error (415): {}\nClient and controller do not fit together: compare their versions by 'deis version --all'.")]
    [InlineData(422, """{"detail":"A does not exist under values"}""", "Unable to process your request: A does not exist under values\n'deis config' lists what is set.")]
    [InlineData(429, "{}", "Unknown Error (429): {}\nTry again in a while.")]
    [InlineData(503, "{}", "Unknown Error (503): {}\nTry again in a while. If it stays so, the log of the platform tells its operator why.")]
    [InlineData(503, """{"detail":"(scale): x"}""", "(scale): x\n'deis ps' and 'deis logs' tell more.")]
    [InlineData(507, "{}", "Unknown Error (507): {}")]
    [InlineData(500, "oops", "Internal Server Error\nTry again. If it stays so, the log of the controller tells the operator of the platform why.")]
    [InlineData(502, "oops", "Unknown Error (502): oops\nThe controller does not answer its router. Try again in a while.")]
    public async Task Run_Refused_PrintsTheTextAndWhatToDoNext(int status, string body, string message)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/config/", status, body);

        var result = await world.RunAsync("config:list");

        result.ShouldBe(new DeisResult(1, "", $"Error: {message}\n"));
    }

    [Theory]
    [InlineData("This list may not be empty. Leave it away for a token for everything.")]
    [InlineData("With source the Procfile is that of the source; leave it out.")]
    [InlineData("This is no name of a git branch. Give the name alone, for example: production")]
    [InlineData("The service would answer to shop-api, but a host name's part has at most 63 characters. Use a shorter process type.")]
    [InlineData("All values together would have more than 1 MiB. Large data belongs into a file of the app or into object storage.")]
    [InlineData("command must be shorter than 100000 bytes; put long scripts into the app")]
    [InlineData("The key is in use already, by an account or by an app. A deploy key is for one app alone; make one with: ssh-keygen -t ed25519 -f deploy_key")]
    [InlineData("This platform runs no container images, so it has no use for the login to a registry; push source code instead.")]
    [InlineData("This platform cannot run lifecycle hooks; let the process itself do it at its start, and when it gets SIGTERM.")]
    [InlineData("This platform's machine has no control groups, so processors cannot be limited; limits of memory work, for each process by itself.")]
    [InlineData("No nodes have it. This platform cannot place processes on nodes by tags.")]
    public async Task Run_RefusedWithAdvice_AddsNone(string text)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/config/", 400, $$"""{"detail":"{{text}}"}""");

        var result = await world.RunAsync("config:list");

        result.Error.ShouldBe($"Error: {text}\n");
    }

    [Theory]
    [InlineData(429, "Wait 17 s, then try again.")]
    [InlineData(503, "Try again in 17 s.")]
    public async Task Run_RefusedForATime_SaysHowLong(int status, string next)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Handle("GET /v2/apps/", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (status, "17");
            return context.Response.WriteAsync("{}");
        });

        (await world.RunAsync("apps")).ShouldBe(new DeisResult(1, "", $"Error: Unknown Error ({status}): {{}}\n{next}\n"));
    }

    [Fact]
    public void Map_BodyIsNoJson_SaysThatToo()
    {
        var error = Deis.Client.Errors.ErrorTexts.Map(System.Net.HttpStatusCode.BadRequest, "<html>");

        error.Message.ShouldStartWith("Unknown Error (400): error decoding json response (");
        error.Message.ShouldEndWith("): <html>");
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("""{"count":1}""")]
    [InlineData("""{"count":1,"results":null}""")]
    public async Task Run_AnswerIsNotTheApis_FailsWithoutACrash(string body)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/", 200, body);

        var result = await world.RunAsync("apps:list");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("Error: cannot read the controller's answer to GET /v2/apps/: ");
    }
}
