import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The name that a construct's resource has in the template. */
export const logicalId = (construct: IConstruct): string => {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnElement)) throw new Error(`${construct.node.path} is no resource.`);
  return Stack.of(construct).getLogicalId(resource);
};

/** Says why a policy under `scope` ends in a wildcard; `resource` is spelled as cdk-nag reports it. */
export const acknowledgeWildcard = (scope: IConstruct, resource: string, reason: string): void => {
  Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
};
