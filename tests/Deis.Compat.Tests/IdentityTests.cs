using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Deis.Compat.Tests;

/// <summary>A package binds to a stand-in only if that bears the name, the key and at least the version of what the package was built with.</summary>
public sealed class IdentityTests
{
    public static TheoryData<Type, string> References => new()
    {
        { typeof(WorkerHostBuilderExtensions), "Microsoft.Azure.Functions.Worker.Core" },
        { typeof(WorkerHostBuilderExtensions), "Microsoft.Azure.Functions.Worker.Grpc" },
        { typeof(HttpTriggerAttribute), "Microsoft.Azure.Functions.Worker.Core" },
        { typeof(HttpTriggerAttribute), "Microsoft.Azure.Functions.Worker.Extensions.Abstractions" },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void StandIn_ForAReferenceOfAPackage_HasItsIdentity(Type ofPackage, string name)
    {
        var asked = ofPackage.Assembly.GetReferencedAssemblies().Single(reference => reference.Name == name);

        var given = Assembly.Load(name).GetName();

        given.GetPublicKeyToken().ShouldBe(asked.GetPublicKeyToken());
        given.Version.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(asked.Version!);
    }
}
